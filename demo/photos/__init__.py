"""Draw the photos of the demo newspaper, so that no picture of it needs anybody's permission.

Flat shapes in the colours of a two-ink press, printed with a little grain. Every random number comes from a
seed of the picture's own name, so that the same Pillow draws the same picture.
"""
