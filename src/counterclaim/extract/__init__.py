"""Extract: a `Document` in, its `Attribution`s out.

The way through this package is `tokens` (text to subwords with features), `windows`
(documents to overlapping stretches), `network` (the ONNX model), `decode` (scores to
attributions, pure) and `extractor`, which puts them in order and streams.
"""
