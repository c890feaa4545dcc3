"""Sites as they stand somewhere: a folder, an address, a commit; and the git that publishes them."""
