namespace Dashboard.Web.Tests.Support;

/// <summary>Tests that take the whole machine: they run when the others are done, so that no time-out of those comes of them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
