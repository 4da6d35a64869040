"""What runs are judged for: each module a matter, each function a kind of finding."""
