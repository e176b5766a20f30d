namespace Dashboard.Check.Output;

/// <summary>Prints what was found.</summary>
internal interface ICheckOutput
{
    /// <summary>Domains come in the order asked; else each as soon as it is ready.</summary>
    bool InOrder { get; }

    Task WriteAsync(CheckedDomain domain);

    /// <summary>A line of the list that could not be checked; the message is on standard error already.</summary>
    Task RefuseAsync(string message) => Task.CompletedTask;

    /// <summary>Called once, also when nothing was written.</summary>
    Task EndAsync();

    /// <summary>The exit status at the end.</summary>
    int ExitStatus(CheckTally tally) => tally.ExitStatus;

    /// <summary>The exit status of a mistake in the arguments or the input.</summary>
    int Fault => Terminal.ExitStatus.Fault;
}
