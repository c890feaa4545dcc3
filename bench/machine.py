"""The machine that was measured on, as far as it bears on the figures: no name of a host, a user or a folder."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def machine() -> dict[str, object]:
    """Name processor, cores, memory in GB (10^9 bytes), kernel, file system and Python."""
    return {
        "processor": _found("/proc/cpuinfo", r"model name\s*:\s*(.+)") or platform.machine(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory": round(int(_found("/proc/meminfo", r"MemTotal:\s*(\d+)") or 0) * 1024 / 1e9, 1),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",  # who built it is nobody's business
        "python": platform.python_version(),
    }


def _found(path: str, pattern: str) -> str:
    try:
        found = re.search(pattern, Path(path).read_text("utf-8", "replace"))
    except OSError:
        return ""
    return " ".join(found[1].split()) if found else ""
