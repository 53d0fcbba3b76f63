"""What can be asked about treaties and states. What states did is public; which treaties a coalition shows is its own choice."""
