"""What machines read: the content of a site in the forms that other programs take."""
