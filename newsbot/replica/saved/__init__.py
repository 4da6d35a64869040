"""The site that a portal's saved pages make: a replica of the pages of its test cases."""
