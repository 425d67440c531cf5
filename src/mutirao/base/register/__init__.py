"""The register: every act, in order, sealed under signed heads that anybody can check."""
