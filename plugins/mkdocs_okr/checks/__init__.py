"""What is checked in a company's OKRs, and how the findings are written."""
