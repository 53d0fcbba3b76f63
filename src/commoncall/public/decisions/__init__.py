"""What a coalition decided, and how it decides, for everybody: the public register, the ladder, and the files beside them."""
