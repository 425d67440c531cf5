"""Planning together: what comes first, what is paid for, what was decided and why."""
