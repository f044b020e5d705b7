// Most of these tests wait for a clock or a socket; more of them than cores may do so at once.
[assembly: CollectionBehavior(MaxParallelThreads = 8)]
