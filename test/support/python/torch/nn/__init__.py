from . import functional


class Module:
    def __call__(self, x):
        return self.forward(x)

    def parameter_count(self):
        return sum(value.parameter_count() for value in vars(self).values() if isinstance(value, Module))


class Linear(Module):
    def __init__(self, inputs, outputs):
        self.inputs, self.outputs = inputs, outputs

    def forward(self, x):
        assert x.shape[1:] == (self.inputs,), (x.shape, self.inputs)
        return type(x)(x.shape[0], self.outputs)

    def parameter_count(self):
        return self.inputs * self.outputs + self.outputs


class Conv1d(Module):
    def __init__(self, inputs, outputs, kernel_size, stride):
        assert kernel_size == stride
        self.inputs, self.outputs, self.kernel = inputs, outputs, kernel_size

    def forward(self, x):
        assert len(x.shape) == 3 and x.shape[1] == self.inputs and x.shape[2] % self.kernel == 0, (x.shape, self.inputs, self.kernel)
        return type(x)(x.shape[0], self.outputs, x.shape[2] // self.kernel)

    def parameter_count(self):
        return self.inputs * self.kernel * self.outputs + self.outputs


class Conv2d(Module):
    def __init__(self, inputs, outputs, kernel_size, stride):
        assert kernel_size == stride
        self.inputs, self.outputs, self.kernel = inputs, outputs, kernel_size

    def forward(self, x):
        high, wide = self.kernel
        assert len(x.shape) == 4 and x.shape[1] == self.inputs and x.shape[2] % high == 0 and x.shape[3] % wide == 0, (x.shape, self.kernel)
        return type(x)(x.shape[0], self.outputs, x.shape[2] // high, x.shape[3] // wide)

    def parameter_count(self):
        return self.inputs * self.kernel[0] * self.kernel[1] * self.outputs + self.outputs
