namespace Dashboard.Check.Output;

/// <summary>Prints what was found.</summary>
internal interface ICheckOutput
{
    /// <summary>Domains come in the order asked; else each as soon as it is ready.</summary>
    bool InOrder { get; }

    Task WriteAsync(CheckedDomain domain);

    /// <summary>Called once, also when nothing was written.</summary>
    Task EndAsync();
}
