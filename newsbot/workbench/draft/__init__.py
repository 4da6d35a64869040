"""A portal's file and its first cases, drafted from a few of its pages. Start with draft.py."""
