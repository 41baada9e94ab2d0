# The word list of a newspaper, overridden findings of preflight, and who may change and make them.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.models.role import set_up_groups


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0011_together_presence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=40)),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('subject', models.CharField(blank=True, max_length=300, verbose_name='where')),
                ('message', models.TextField(help_text='As it was read when it was overridden.', verbose_name='finding')),
                ('reason', models.TextField(verbose_name='reason')),
                ('user_name', models.CharField(blank=True, max_length=200, verbose_name='who')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('undone', models.BooleanField(default=False, verbose_name='taken back')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='articles.issue', verbose_name='issue')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'overridden finding',
                'verbose_name_plural': 'overridden findings',
                'ordering': ['-pk'],
                'permissions': [('override_preflight', 'Can override findings of preflight')],
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone', False)), fields=('issue', 'key'), name='override_stands_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='override_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='WordEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('banned', 'Banned word'), ('mistyped', 'Mistyped word, with the right one'), ('title', 'Name, with its right titles'), ('order', 'Names, in their order')], default='banned', max_length=10, verbose_name='kind')),
                ('word', models.CharField(help_text='For an order: all names, parted by 、.', max_length=300, verbose_name='word or name')),
                ('right', models.CharField(blank=True, help_text='The right word; for a name all its titles, parted by 、.', max_length=200, verbose_name='right')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('newspaper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='word_list', to='articles.newspaper', verbose_name='newspaper')),
            ],
            options={
                'verbose_name': 'word list entry',
                'verbose_name_plural': 'word list',
                'ordering': ['newspaper', 'kind', 'word'],
                'constraints': [models.UniqueConstraint(fields=('newspaper', 'kind', 'word'), name='word_entry_unique', violation_error_message='The word list of this newspaper has this entry already.'), models.CheckConstraint(condition=models.Q(('kind__in', ['banned', 'mistyped', 'title', 'order'])), name='word_entry_kind_known'), models.CheckConstraint(condition=models.Q(('word', ''), _negated=True), name='word_entry_has_a_word'), models.CheckConstraint(condition=models.Q(('kind__in', ['mistyped', 'title']), ('right', ''), _negated=True), name='word_entry_says_what_is_right', violation_error_message='Say what is right: the word, or the titles of the name.')],
            },
        ),
        migrations.RunPython(lambda apps, schema_editor: set_up_groups(apps), migrations.RunPython.noop),
    ]
