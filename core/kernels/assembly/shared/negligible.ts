/** Of a matrix whose largest entry is near 1: a column whose norm is below it changes no eigenvalue by more, and its square would underflow. */
export const negligibleNorm: f64 = 3e-136
