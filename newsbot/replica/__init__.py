"""The embedded portal: a loopback server with pages of its own making and faults on demand."""
