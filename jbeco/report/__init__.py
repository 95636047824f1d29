"""From an assessed year to what people read: tables, charts, sentences, HTML."""
