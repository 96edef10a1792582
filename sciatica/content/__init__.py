"""Facts, words, artwork and the clinic's settings, loaded into types of the model."""
