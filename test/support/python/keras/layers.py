ACTIVATIONS = {None, 'relu', 'sigmoid', 'tanh', 'softplus', 'elu', 'selu', 'leaky_relu', 'softsign', 'gelu', 'silu', 'mish', 'relu6', 'hard_sigmoid', 'hard_tanh'}


class Tensor:
    """Remembers the layers that it came through, each once."""

    def __init__(self, *shape, counts=None):
        self.shape = tuple(shape)
        self.counts = counts or {}

    def parameters(self):
        return sum(self.counts.values())

    def __getitem__(self, index):
        rows, columns = index
        assert rows == slice(None) and len(self.shape) == 2 and columns.stop <= self.shape[1]
        return Tensor(None, columns.stop - columns.start, counts=self.counts)


class Layer:
    def __init__(self, name=None, activation=None):
        assert activation in ACTIVATIONS, activation
        self.name = name

    def counted(self, x, count):
        assert self.name is not None and self.name not in x.counts, self.name
        return {**x.counts, self.name: count}


class Dense(Layer):
    def __init__(self, units, **options):
        super().__init__(**options)
        self.units = units

    def __call__(self, x):
        assert len(x.shape) == 2, x.shape
        return Tensor(None, self.units, counts=self.counted(x, x.shape[1] * self.units + self.units))


class Conv1D(Layer):
    def __init__(self, filters, size, strides, **options):
        super().__init__(**options)
        assert size == strides
        self.filters, self.size = filters, size

    def __call__(self, x):
        _, length, channels = x.shape
        assert length % self.size == 0, (x.shape, self.size)
        return Tensor(None, length // self.size, self.filters, counts=self.counted(x, channels * self.size * self.filters + self.filters))


class Conv2D(Layer):
    def __init__(self, filters, size, strides, **options):
        super().__init__(**options)
        assert size == strides
        self.filters, self.size = filters, size

    def __call__(self, x):
        _, height, width, channels = x.shape
        high, wide = self.size
        assert height % high == 0 and width % wide == 0, (x.shape, self.size)
        return Tensor(None, height // high, width // wide, self.filters, counts=self.counted(x, channels * high * wide * self.filters + self.filters))


class Reshape:
    def __init__(self, shape):
        self.shape = shape

    def __call__(self, x):
        assert _product(self.shape) == _product(x.shape[1:]), (self.shape, x.shape)
        return Tensor(None, *self.shape, counts=x.counts)


class Flatten:
    def __call__(self, x):
        return Tensor(None, _product(x.shape[1:]), counts=x.counts)


class Concatenate:
    def __call__(self, tensors):
        assert all(len(tensor.shape) == 2 for tensor in tensors)
        counts = {}
        for tensor in tensors:
            counts.update(tensor.counts)
        return Tensor(None, sum(tensor.shape[1] for tensor in tensors), counts=counts)


def _product(values):
    result = 1
    for value in values:
        result *= value
    return result
