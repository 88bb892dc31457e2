"""What a researcher would write instead of opening the workbench: the peers that `npm run bench` measures against.

    peer.py versions NAME...    versions of packages, null where one is missing
    peer.py table FILE READER   CSV -> covariance -> eigenvalues -> MMI of dense(50) at 200 budgets; READER is pandas or loadtxt
    peer.py serve               answers every line of JSON with one: eigenvalues and covariances of numbers in memory
"""
import importlib
import json
import resource
import sys
import time


def versions(names):
    found = {}
    for name in names:
        try:
            found[name] = importlib.import_module(name).__version__
        except ImportError:
            found[name] = None
    return found


def information(spectrum, budget, noise, width):
    """MMI of a dense layer in closed form, nats: water-filling over the leading eigenvalues (Foggo & Yu, Theorem 2)."""
    import numpy as np
    leading = spectrum[: min(width, len(spectrum))]
    leading = leading[leading > len(spectrum) * np.finfo(float).eps * spectrum[0]]
    counts = np.arange(1, len(leading) + 1)
    breakpoints = noise * (counts / leading - np.cumsum(1 / leading))
    active = max(1, int(np.searchsorted(breakpoints, budget, side="right")))
    level = (budget + noise * (1 / leading[:active]).sum()) / active
    return 0.5 * np.log(level * leading[:active] / noise).sum()


def table(path, reader):
    begin = time.perf_counter()
    import numpy as np
    from scipy.linalg import eigvalsh
    if reader == "pandas":
        import pandas
    imported = time.perf_counter()
    if reader == "pandas":
        rows = pandas.read_csv(path).to_numpy(dtype=np.float64)
    else:
        rows = np.loadtxt(path, delimiter=",", skiprows=1)
    read = time.perf_counter()
    covariance = np.cov(rows, rowvar=False)
    estimated = time.perf_counter()
    spectrum = eigvalsh(covariance)[::-1]
    decomposed = time.perf_counter()
    curve = [information(spectrum, budget, 1.0, 50) for budget in np.logspace(-2, 4, 200)]
    end = time.perf_counter()
    return {
        "seconds": end - imported,
        "imports": imported - begin,
        "peakMegabytes": peak_megabytes(),
        "parts": {"read": read - imported, "covariance": estimated - read, "eigenvalues": decomposed - estimated, "curve": end - decomposed},
        "curve": curve,
    }


def peak_megabytes():
    """Linux counts what a process had before it became this program into ru_maxrss, but not into VmHWM."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def leading(matrix, count, by):
    """The largest eigenvalues with their eigenvectors."""
    from scipy.linalg import eigh
    from scipy.sparse.linalg import eigsh
    begin = time.perf_counter()
    if by == "scipy.sparse.linalg.eigsh":
        values, _ = eigsh(matrix, k=count, which="LA")
    else:
        values, _ = eigh(matrix, subset_by_index=[len(matrix) - count, len(matrix) - 1])
    return {"seconds": time.perf_counter() - begin, "values": sorted(values.tolist(), reverse=True)}


class Server:
    def __init__(self):
        self.kept = (None, None)

    def numbers(self, path):
        """Read before the clock starts, once."""
        import numpy as np
        if self.kept[0] != path:
            self.kept = (path, np.fromfile(path))
        return self.kept[1]

    def answer(self, question):
        import numpy as np
        from scipy.linalg import eigvalsh
        numbers = self.numbers(question["file"])
        if question["do"] == "eigenvalues":
            matrix = numbers.reshape(question["order"], -1)
            begin = time.perf_counter()
            values = eigvalsh(matrix)
            return {"seconds": time.perf_counter() - begin, "values": values[::-1].tolist()}
        if question["do"] == "leading-eigenvalues":
            return leading(numbers.reshape(question["order"], -1), question["count"], question["by"])
        rows = numbers.reshape(-1, question["columns"])
        begin = time.perf_counter()
        covariance = np.cov(rows, rowvar=False)
        return {"seconds": time.perf_counter() - begin, "variance": float(covariance[-1, -1]), "mean": float(rows[:, -1].mean())}


def main():
    command, *rest = sys.argv[1:]
    if command == "versions":
        print(json.dumps(versions(rest)))
    elif command == "table":
        print(json.dumps(table(*rest)))
    else:
        server = Server()
        for line in sys.stdin:
            print(json.dumps(server.answer(json.loads(line))), flush=True)


main()
