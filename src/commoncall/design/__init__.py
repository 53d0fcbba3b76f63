"""The design system: tokens, style sheets, components and base templates for every face."""
