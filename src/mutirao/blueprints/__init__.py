"""Ready arrangements as data, one module each: parties, duties, blocks, words, first steps."""
