// Each test looks at what is left in the memory of the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
