"""What a mail says: words, sentences, and which of them are meant."""
