"""Workbooks that go out: templates, marked copies, lists of problems."""
