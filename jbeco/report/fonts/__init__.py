"""The Chinese font that charts are drawn with: a subset of Noto Sans SC under the OFL."""
