"""Changes: what readers of a site will find otherwise than in another build of it, as records; nothing is printed here.

1. `words`: what two texts differ in, word by word, with the class of each difference.
2. `cards`, on `rows` and `matching`: the claims of two builds, as their open data has them.
3. `visible`, `pages`: what a page shows, and which of it changes.
4. `files`: which files differ, by the digests in the manifests, so that only those are read.
5. `report`: all of it for two builds; `asjson` and `html` give it another form.
"""
