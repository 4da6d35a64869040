"""What one sees of a run: its progress, its summary, its record, and its exit code."""
