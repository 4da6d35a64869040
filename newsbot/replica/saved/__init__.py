"""A portal's saved pages as its site: a replica that is made of test cases."""
