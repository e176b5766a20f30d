namespace Dashboard.Web.Features.Exports;

/// <summary>A form that items are written in, one after another: what is written is never in memory as a whole.</summary>
internal interface IExport<in T>
{
    string MediaType { get; }

    /// <summary>Without the dot.</summary>
    string Extension { get; }

    Task WriteAsync(IAsyncEnumerable<T> items, Stream target, CancellationToken cancellation);
}
