"""The look of the portal: page shell, templates, styles and scripts on top of Material for MkDocs."""
