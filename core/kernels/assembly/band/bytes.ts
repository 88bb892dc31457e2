/** What the record of a reduction by way of a band takes, behind that of the reduction itself. */
export const bandedBytes: usize = 256
