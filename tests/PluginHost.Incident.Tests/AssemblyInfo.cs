// Descriptors and collections are the whole process's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
