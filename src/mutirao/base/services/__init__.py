"""Services, their parties, the agreements they sign, and the authority that follows from them."""
