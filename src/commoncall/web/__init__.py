"""What every HTML face shares: who is reading and in what language, as whom they act, and how a refusal becomes a page."""
