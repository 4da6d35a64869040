"""What happens to an article after it is read: one file, one verb."""
