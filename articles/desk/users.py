"""Users: their roles, and the newspapers that they are tied to. Nobody gives away more than they have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.forms.models import BaseInlineFormSet, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from articles.desk.base import Rows
from articles.models import Membership, Role

admin.site.unregister([User, Group])


class RoleChoice(ModelMultipleChoiceField):
    """Groups, those that are roles by the role's name."""

    def label_from_instance(self, group: Group) -> str:
        return _role_name(group)


def _role_name(group: Group) -> str:
    return str(Role(group.name).label) if group.name in Role else group.name


class MembershipFormSet(BaseInlineFormSet):
    """The newspapers of one user. Who is tied may tie others, and cannot leave one untied."""

    must_tie = False

    def clean(self) -> None:
        super().clean()
        kept = [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", {}).get("newspaper") and not form.cleaned_data.get("DELETE")
        ]
        if self.must_tie and not kept:
            raise forms.ValidationError(_("Choose a newspaper: who works for none works for all."))


class MembershipInline(Rows):
    model = Membership
    formset = MembershipFormSet
    extra = 1
    verbose_name = gettext_lazy("newspaper")
    verbose_name_plural = gettext_lazy("Works for these newspapers alone (for all where there is none)")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.must_tie = access.tied_to(request.user) is not None
        return formset


@admin.register(User)
class DeskUserAdmin(UserAdmin):
    list_display = ["username", "first_name", "last_name", "roles", "is_active", "is_staff"]
    list_filter = ["is_staff", "is_active", "groups"]
    inlines = [MembershipInline]
    filter_horizontal = []
    add_fieldsets = [(None, {"fields": ["username", "password1", "password2", "groups"]})]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (gettext_lazy("Name"), {"fields": [("last_name", "first_name"), "email"]}),
        (gettext_lazy("Roles and rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """An administrator sees no superuser; one who is tied, those who work for their newspapers alone."""
        users = super().get_queryset(request).prefetch_related("groups")
        if request.user.is_superuser:
            return users
        users = users.filter(is_superuser=False)
        tied = access.tied_to(request.user)
        if tied is None:
            return users
        elsewhere = Membership.objects.exclude(newspaper__in=tied).values("user")
        within = Membership.objects.filter(newspaper__in=tied).values("user")
        return users.filter(Q(pk__in=within) & ~Q(pk__in=elsewhere))

    def get_inline_instances(self, request: HttpRequest, obj: User | None = None) -> list[Any]:
        return super().get_inline_instances(request, obj) if obj is not None else []

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Whom a tied administrator adds works for the same newspapers."""
        super().save_model(request, obj, form, change)
        if not change:
            for newspaper in access.tied_to(request.user) or ():
                Membership.objects.create(user=obj, newspaper_id=newspaper)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Who has a role works at the desk: without access to it they could not even log in."""
        super().save_related(request, form, formsets, change)
        user: User = form.instance
        if user.is_staff or not user.groups.filter(name__in=Role.values).exists():
            return
        user.is_staff = True
        user.save(update_fields=["is_staff"])
        if change:
            text = _(
                "“%(user)s” has a role and so may log in to the desk. To lock somebody out, untick “active”."
            )
            messages.info(request, text % {"user": user})

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return [] if request.user.is_superuser else ["is_superuser"]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs |= {"form_class": RoleChoice, "label": gettext_lazy("roles"), "help_text": ""}
            kwargs["widget"] = forms.CheckboxSelectMultiple
            if not request.user.is_superuser:
                kwargs["queryset"] = Group.objects.filter(name__in=Role.values)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        # Django asks for the right to change users; here also whether this one is theirs to change.
        if not self.get_queryset(request).filter(pk=id).exists():
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, user: User) -> str:
        return "、".join(_role_name(group) for group in user.groups.all())


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Groups and their permissions, for superusers alone: who gives permissions could give all."""

    list_display = ["role"]

    @admin.display(description=gettext_lazy("roles"), ordering="name")
    def role(self, group: Group) -> str:
        return _role_name(group)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    has_view_permission = has_add_permission = has_change_permission = has_delete_permission = (
        lambda self, request, obj=None: bool(request.user.is_superuser)
    )
