"""Cramp Coach: hands-free relief for a leg cramp at night."""
