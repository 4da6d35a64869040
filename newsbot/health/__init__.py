"""Whether a run was as usual: what is remembered of each, and the findings that it is judged by."""
