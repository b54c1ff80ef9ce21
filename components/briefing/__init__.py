"""What is on the screen, made ready to be handed on: pictures and sentences that carry their sources."""
