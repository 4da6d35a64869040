"""What answers a request (the network, the replica or an archive), and how politely it is asked."""
