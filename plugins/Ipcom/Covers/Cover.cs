using Microsoft.Extensions.Logging;
using PluginHost.Ipcom.Outputs;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Covers;

/// <summary>
/// A motor with two relays. Whatever is asked of it, never are both relays on, and it turns round only by standing still for
/// its dead time.
/// </summary>
internal sealed partial class Cover(CoverPlan plan, OutputImage image, OutputWrites writes, TimeProvider time, ILogger log)
{
    /// <summary>Runs to an end last longer than the way by this share, so that a reckoned position becomes true again there.</summary>
    private const double Overrun = 0.1;

    /// <summary>Nearer than this is there, in percent.</summary>
    private const double Near = 1;

    /// <summary>How long a write may wait that nobody waits for.</summary>
    private static readonly TimeSpan Unasked = TimeSpan.FromSeconds(10);

    private readonly CoverTrack _track = new(plan.TravelTime, time);
    private CoverGoal? _goal;
    private OutputChange? _change;

    // Nobody saw what a motor did before this connection, so it may have to rest first.
    private long _lastUp = time.GetTimestamp();
    private long _lastDown = time.GetTimestamp();

    public CoverPlan Plan => plan;

    /// <summary>0 is closed, 100 is open; <see langword="null"/> when it is not known.</summary>
    public double? Position => _track.Position;

    public CoverDirection Direction => _track.Direction;

    /// <summary>Whether somebody waits to be told that it does what was asked for.</summary>
    public bool IsAwaited => _goal is { Command: { Outcome: null } };

    /// <summary>Whether the newest snapshot shows both relays on, which is somebody else's doing.</summary>
    public bool IsFaulty => image.SeenAt(plan.Relays.Up) != 0 && image.SeenAt(plan.Relays.Down) != 0;

    /// <summary>Sets the position that was known when it was last seen.</summary>
    public void Know(double position) => _track.Know(position);

    /// <summary>Takes a command; what comes of it shows with later snapshots.</summary>
    /// <param name="command">Open, close, stop or a position.</param>
    /// <param name="expiresAt">When it is too late to begin.</param>
    public void Execute(Command command, long expiresAt)
    {
        if (command.Value.Kind == EntityValueKind.Number && plan.TravelTime is null)
        {
            command.Refuse("A position needs the setting travel_time.");
            return;
        }

        _goal?.Command?.Supersede();
        if (_change is { State: ChangeState.Waiting or ChangeState.Failed } outdated)
        {
            writes.Drop(outdated);
            _change = null;
        }

        _goal = command.Value.Kind == EntityValueKind.Number
            ? GoalOf(command.Value.Number, command, expiresAt)
            : command.Value.Text switch
            {
                "open" => new CoverGoal(CoverDirection.Up, null, null, command, expiresAt),
                "close" => new CoverGoal(CoverDirection.Down, null, null, command, expiresAt),
                _ => new CoverGoal(CoverDirection.None, null, null, command, expiresAt),
            };
        command.Defer();
        Step();
    }

    /// <summary>Takes a new snapshot.</summary>
    public void Observe()
    {
        var (up, down) = (image.SeenAt(plan.Relays.Up) != 0, image.SeenAt(plan.Relays.Down) != 0);
        NoteOn(up || _track.Direction == CoverDirection.Up, down || _track.Direction == CoverDirection.Down);
        _track.Observe((up, down) switch
        {
            (true, false) => CoverDirection.Up,
            (false, true) => CoverDirection.Down,
            _ => CoverDirection.None,
        });
    }

    /// <summary>Asks for what is to be written now, if anything.</summary>
    public void Step()
    {
        var (up, down) = (image.ExpectedAt(plan.Relays.Up) != 0, image.ExpectedAt(plan.Relays.Down) != 0);
        NoteOn(up, down);
        if (_change is { State: ChangeState.Failed } failed)
        {
            _change = null;
            GiveUp(failed);
        }

        if (up && down && _goal is not { Direction: CoverDirection.None })
        {
            Log.BothOn(log, plan.Id);
            _goal?.Command?.Fail("Both relays were on, which must not be; they were switched off.");
            _goal = CoverGoal.StandStill();
        }

        switch (_goal)
        {
            case null:
                Adopt();
                break;
            case { Direction: CoverDirection.None } goal:
                Stop(goal, up || down);
                break;
            case { Direction: CoverDirection.Up } goal:
                Run(goal, plan.Relays.Up, up, down, _lastDown);
                break;
            case { } goal:
                Run(goal, plan.Relays.Down, down, up, _lastUp);
                break;
        }
    }

    /// <summary>When time alone asks for the next step; <see langword="null"/> when it does not.</summary>
    public TimeSpan? DueIn()
    {
        if (_goal is not { } goal || goal.Direction == CoverDirection.None)
        {
            return null;
        }

        if (goal.HasBegun)
        {
            return goal.Target is { } target ? _track.TimeTo(target) : goal.EndsAt is { } end ? Until(end) : null;
        }

        return plan.DeadTime - time.GetElapsedTime(goal.Direction == CoverDirection.Up ? _lastDown : _lastUp) is { Ticks: > 0 } rest ? rest : null;
    }

    /// <summary>Begins nothing more, and stops where nobody else would stop it at its position.</summary>
    public void Halt() => _goal = _goal is null or { HasBegun: true, Target: null } ? _goal : CoverGoal.StandStill();

    /// <summary>What the connection that goes on must know. A sender who is still not told is told of a failure, so nothing may come of it.</summary>
    public CoverLeft Suspend() => new(
        plan.Id,
        Position,
        _track.Direction,
        _track.Run,
        (IsAwaited ? CoverGoal.StandStill() : _goal) is { } goal
            ? new GoalLeft(goal.Direction, goal.Target, goal.Then, goal.HasBegun, goal.EndsAt is { } end ? Until(end) : null)
            : null,
        time.GetElapsedTime(_lastUp),
        time.GetElapsedTime(_lastDown));

    /// <summary>Goes on where another connection stopped.</summary>
    public void GoOn(CoverLeft left)
    {
        if (left.Position is { } position)
        {
            _track.Know(position);
        }

        _track.GoOn(left.Direction, left.Run);
        (_lastUp, _lastDown) = (writes.After(-left.SinceUp), writes.After(-left.SinceDown));
        if (left.Goal is { } goal)
        {
            _goal = new CoverGoal(goal.Direction, goal.Target, goal.Then, null, null)
            {
                HasBegun = goal.HasBegun,
                EndsAt = goal.EndsIn is { } end ? writes.After(end) : null,
            };
        }
    }

    private CoverGoal GoalOf(double position, Command? command, long? expiresAt)
    {
        if (_track.Position is not { } now)
        {
            // From an end that is surely reached the position is known.
            var up = position >= 50;
            double? then = position is > 0 and < 100 ? position : null;
            return new CoverGoal(up ? CoverDirection.Up : CoverDirection.Down, null, then, command, expiresAt);
        }

        return position switch
        {
            >= 100 => new CoverGoal(CoverDirection.Up, null, null, command, expiresAt),
            <= 0 => new CoverGoal(CoverDirection.Down, null, null, command, expiresAt),
            _ when Math.Abs(position - now) < Near => new CoverGoal(CoverDirection.None, null, null, command, expiresAt),
            _ => new CoverGoal(position > now ? CoverDirection.Up : CoverDirection.Down, position, null, command, expiresAt),
        };
    }

    /// <summary>
    /// A motor that runs without anybody's goal is let run to its end and switched off there: somebody at the wall has started
    /// it, or a connection that ended before it could.
    /// </summary>
    private void Adopt()
    {
        if (plan.TravelTime is { } travel && _track.Direction is var direction && direction != CoverDirection.None)
        {
            _goal = new CoverGoal(direction, null, null, null, null) { HasBegun = true, EndsAt = writes.After((travel * (1 + Overrun)) - _track.Run) };
        }
    }

    private void Stop(CoverGoal goal, bool isExpectedOn)
    {
        if (isExpectedOn)
        {
            Write(StopValues(), isUrgent: true, goal);
        }
        else if (image.SeenAt(plan.Relays.Up) == 0 && image.SeenAt(plan.Relays.Down) == 0 && _change is not { State: ChangeState.Waiting or ChangeState.Written })
        {
            goal.Command?.Complete();
            _goal = goal.Then is { } then ? GoalOf(then, null, null) : null;
        }
    }

    private void Run(CoverGoal goal, OutputAddress own, bool isOwnOn, bool isOtherOn, long otherWasOnAt)
    {
        if (goal.HasBegun && !isOwnOn)
        {
            // Somebody at the wall has stopped it, or turned it round.
            _goal = null;
        }
        else if (isOtherOn)
        {
            Write(StopValues(), isUrgent: true, goal);
        }
        else if (isOwnOn)
        {
            if (image.SeenAt(own) != 0)
            {
                Go(goal);
            }
        }
        else if (time.GetElapsedTime(otherWasOnAt) >= plan.DeadTime)
        {
            Write([OutputValue.Relay(own, isOn: true)], isUrgent: false, goal);
        }
    }

    private void Go(CoverGoal goal)
    {
        if (!goal.HasBegun)
        {
            goal.HasBegun = true;
            goal.Command?.Complete();
            if (goal.Target is null && plan.TravelTime is { } travel)
            {
                var way = _track.TimeTo(goal.Direction == CoverDirection.Up ? 100 : 0) ?? travel;
                goal.EndsAt = writes.After(way + (travel * Overrun));
            }
        }

        if (HasArrived(goal))
        {
            _goal = CoverGoal.StandStill(goal.Then);
            Write(StopValues(), isUrgent: true, _goal);
        }
    }

    private bool HasArrived(CoverGoal goal) => goal.Target is { } target
        ? _track.Position is { } position && (goal.Direction == CoverDirection.Up ? position >= target : position <= target)
        : goal.EndsAt is { } end && time.GetTimestamp() >= end;

    private OutputValue[] StopValues() => [OutputValue.Relay(plan.Relays.Up, isOn: false), OutputValue.Relay(plan.Relays.Down, isOn: false)];

    private void Write(IReadOnlyList<OutputValue> values, bool isUrgent, CoverGoal goal)
    {
        if (_change is { State: ChangeState.Waiting or ChangeState.Written } open)
        {
            if (open.Values.SequenceEqual(values))
            {
                return;
            }

            writes.Drop(open);
        }

        _change = new OutputChange(values, null, goal.ExpiresAt ?? writes.After(Unasked), isUrgent);
        writes.Add(_change);
    }

    /// <summary>A motor that does not stop is told so again and again; any other wish is over.</summary>
    private void GiveUp(OutputChange failed)
    {
        _goal?.Command?.Fail(failed.Reason);
        _goal = failed.IsUrgent ? CoverGoal.StandStill() : null;
    }

    private void NoteOn(bool up, bool down)
    {
        var now = time.GetTimestamp();
        _lastUp = up ? now : _lastUp;
        _lastDown = down ? now : _lastDown;
    }

    private TimeSpan Until(long at) => time.GetElapsedTime(time.GetTimestamp(), at) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Both relays of {Cover} are on, which can burn its motor; they are being switched off")]
        public static partial void BothOn(ILogger log, string cover);
    }
}
