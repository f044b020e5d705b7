using PluginHost.Lint.Compiling;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Gate;

namespace PluginHost.Lint.Scripts;

/// <summary>
/// Makes an assembly of a driver script, and has the gate examine it meanwhile: what is emitted is what was examined. One script
/// at a time; of a script nothing is kept. Whatever the source holds is an outcome, never an exception.
/// </summary>
public sealed class DriverCompiler : IDisposable
{
    /// <summary>The most findings that are listed; the refusal tells how many there are.</summary>
    public const int MostFindings = 100;

    /// <summary>The most characters of a script: many times what a driver needs.</summary>
    public const int MostCharacters = 1 << 20;

    private static readonly Lazy<string> Computed = new(CompilerFingerprint.Compute);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly DriverGate _gate;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;

    /// <summary>A compiler with every rule.</summary>
    public DriverCompiler()
        : this(new DriverGate(), TimeSpan.FromSeconds(30), TimeProvider.System)
    {
    }

    internal DriverCompiler(DriverGate gate, TimeSpan limit, TimeProvider clock) => (_gate, _limit, _clock) = (gate, limit, clock);

    /// <summary>Names what decides, beside its source and the level, what is made of a script: compiler, contract, rules and generators.</summary>
    public static string Fingerprint => Computed.Value;

    /// <summary>Compiles and examines a script; several at a time wait for one another.</summary>
    /// <param name="assemblyName">The name of the assembly to make.</param>
    /// <param name="script">The script; its path is where stack traces and findings say that it is.</param>
    /// <param name="level">What is refused beside what does not compile.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task<DriverBuild> BuildAsync(string assemblyName, SourceFile script, GateLevel level, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrEmpty(assemblyName);
        ArgumentNullException.ThrowIfNull(script);
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            using var over = new CancellationTokenSource(_limit, _clock);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
            return await TryBuildAsync(assemblyName, script, level, limit.Token, stop).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<DriverBuild> TryBuildAsync(string assemblyName, SourceFile script, GateLevel level, CancellationToken limit, CancellationToken stop)
    {
        try
        {
            // Neither the compiler nor a rule need heed its token at once: the caller is told in time all the same.
            return await Task.Run(() => RunAsync(assemblyName, script, level, limit), limit).WaitAsync(limit).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return Refused($"it was not compiled within {_limit.TotalSeconds:0} seconds");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Refused($"the compiler failed on it ({error.GetType().Name}: {error.Message})");
        }

        DriverBuild Refused(string reason) => RefusedAt(StartOf(script), reason);
    }

    private async Task<DriverBuild> RunAsync(string assemblyName, SourceFile script, GateLevel level, CancellationToken limit)
    {
        if (script.Text.Length > MostCharacters)
        {
            return RefusedAt(StartOf(script), $"it is {script.Text.Length} characters long, and at most {MostCharacters} are compiled");
        }

        if (ReferenceAssemblies.IsTaken(assemblyName))
        {
            return RefusedAt(StartOf(script), $"its name '{assemblyName}' is that of an assembly that it compiles against, or the host's own");
        }

        var parsed = ParsedFile.Of(script);
        if (parsed.Tree is null)
        {
            return RefusedAt(parsed.TooDeep!, Nesting.Message);
        }

        var source = SourceGenerators.Run(DriverCompilation.Create(assemblyName, [parsed.Tree], ReferenceAssemblies.All), limit);
        var examination = level == GateLevel.Off ? Task.FromResult<IReadOnlyList<Finding>>([]) : _gate.FindAsync(source, limit);
        var emitted = EmittedDriver.Of(source, limit);
        var refused = parsed.Refused.Select(one => Finding.At(one.Place, DriverGate.GateFailed, one.Message));
        var examined = new Examination(refused.Concat(emitted.Errors).Concat(await examination.ConfigureAwait(false)).Sorted());
        return Judgement.Of(examined, level) is { } refusal
            ? new DriverBuild(null, null, Listed(examined), refusal)
            : new DriverBuild(emitted.Assembly, emitted.Symbols, Listed(examined), null);
    }

    private static Place StartOf(SourceFile script) => new(script.Path, 1, 1, 1, 1);

    private static DriverBuild RefusedAt(Place place, string reason) =>
        new(null, null, [Finding.At(place, DriverGate.GateFailed, reason)], Judgement.Refused(reason));

    // What keeps it out stands first, should not all find room; what was not analysed stands last, for that may be due to the rest.
    private static IReadOnlyList<Finding> Listed(Examination examined) =>
    [
        .. examined.Reasons.OrderByDescending(Judgement.IsError).Concat(examined.Findings).Take(MostFindings).Sorted()
            .OrderByDescending(finding => Judgement.IsError(finding)),
    ];
}
