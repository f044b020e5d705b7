using System.Globalization;
using System.IO.Pipelines;

namespace PluginHost;

/// <summary>One exchange's wait for its answer, bounded by a <see cref="ReadBudget"/>.</summary>
/// <remarks>
/// Use <see cref="ReadAsync"/> where the exchange itself reads. Where <see cref="IDeviceConnection.ListenAsync"/> reads
/// for everybody, wait with <see cref="WaitAsync{T}"/> and let the reader call <see cref="Progress"/> for each piece.
/// </remarks>
/// <example>
/// <code>
/// using var answer = Budget.Start(deadline);
/// while (!TryTakeLine(ref buffer, out line))
/// {
///     var read = await answer.ReadAsync(_stream.Input);
///     ...
/// }
/// </code>
/// </example>
public sealed class ReadWait : IDisposable
{
    private readonly ReadBudget _budget;
    private readonly Deadline _deadline;
    private readonly CancellationToken _deadlineToken;
    private readonly TimeProvider _time;
    private readonly CancelTimer _cancel;
    private readonly long _started;

    /// <summary>For <see cref="Progress"/>, which another reader calls.</summary>
    private readonly Lock _lock = new();

    private Bound _bound;

    internal ReadWait(ReadBudget budget, Deadline deadline)
    {
        _budget = budget;
        _deadline = deadline;
        _deadlineToken = deadline.Token;
        _time = deadline.Source.Time;
        _started = _time.GetTimestamp();
        (var limit, _bound) = budget.First < budget.Overall ? (budget.First, Bound.First) : (budget.Overall, Bound.Overall);
        _cancel = new CancelTimer(deadline.Source, limit, _deadlineToken);
    }

    /// <summary>Cancelled when the budget is used up or the call's deadline has passed.</summary>
    /// <exception cref="ObjectDisposedException">The wait is disposed.</exception>
    public CancellationToken Token
    {
        get
        {
            ObjectDisposedException.ThrowIf(_cancel.IsDisposed, this);
            return _cancel.Token;
        }
    }

    /// <summary>Tells that bytes have arrived: from now on <see cref="ReadBudget.Next"/> applies, within the overall limit.</summary>
    /// <remarks>Thread-safe; without effect once the wait is over.</remarks>
    public void Progress()
    {
        lock (_lock)
        {
            if (_cancel.IsDisposed || _cancel.Token.IsCancellationRequested)
            {
                return;
            }

            var left = _budget.Overall - _time.GetElapsedTime(_started);
            (var limit, _bound) = _budget.Next < left ? (_budget.Next, Bound.Next) : (left, Bound.Overall);
            _cancel.Arm(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
        }
    }

    /// <summary>Reads the next piece within the budget.</summary>
    /// <param name="reader">The transport's input.</param>
    /// <returns>What has arrived, as <see cref="PipeReader.ReadAsync(CancellationToken)"/> gives it.</returns>
    /// <exception cref="ConnectionEndedException">The budget is used up: the connection is lost.</exception>
    /// <exception cref="OperationCanceledException">The call's own deadline has passed or the host stops it.</exception>
    public async ValueTask<ReadResult> ReadAsync(PipeReader reader)
    {
        try
        {
            var result = await reader.ReadAsync(Token).ConfigureAwait(false);
            Progress();
            return result;
        }
        catch (OperationCanceledException) when (_cancel.Token.IsCancellationRequested)
        {
            throw Passed();
        }
    }

    /// <summary>Waits within the budget for an answer that another reader delivers.</summary>
    /// <param name="answer">Completed by whoever reads.</param>
    /// <typeparam name="T">What the answer is.</typeparam>
    /// <returns>The answer.</returns>
    /// <exception cref="ConnectionEndedException">The budget is used up: the connection is lost.</exception>
    /// <exception cref="OperationCanceledException">The call's own deadline has passed or the host stops it.</exception>
    public async Task<T> WaitAsync<T>(Task<T> answer)
    {
        try
        {
            return await answer.WaitAsync(Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_cancel.Token.IsCancellationRequested)
        {
            throw Passed();
        }
    }

    /// <summary>Ends the wait.</summary>
    public void Dispose() => _cancel.Dispose();

    private Exception Passed() => _deadlineToken.IsCancellationRequested
        ? new OperationCanceledException(_deadlineToken)
        : ConnectionEndedException.Lost(_bound switch
        {
            Bound.First => string.Create(CultureInfo.InvariantCulture, $"No answer began within {_budget.First.TotalSeconds:0.###} s."),
            Bound.Next => string.Create(CultureInfo.InvariantCulture, $"The answer stopped half-way: nothing came for {_budget.Next.TotalSeconds:0.###} s."),
            _ => string.Create(CultureInfo.InvariantCulture, $"The answer was not complete within {_budget.Overall.TotalSeconds:0.###} s."),
        });

    private enum Bound
    {
        First,
        Next,
        Overall,
    }
}
