"""The demo shop: its goods, drawings, texts and customers, as plain data and drawing code.

Nothing here is imported by the shop itself; `manage.py load_demo` turns it into database rows and files.
"""
