"""Share images: a picture of each claim for places that show links, drawn with Pillow from what its page shows."""
