# The table rows of one benchmark program: name, median ns_per_item, its spread, ratio to the fastest baseline, its name.
# Names: <topic>/<what>/<variant> and baseline/<who>/<what>, or baseline/<who>/<what>/<variant> for that variant alone.
def what: split("/") | if .[0] == "baseline" then .[2] else .[1] end;
def is_baseline: startswith("baseline/");
def variant: split("/") | if .[0] == "baseline" then .[3:] else .[2:] end;

[.benchmarks[] | select(.ns_per_item)] as $all
| [$all[] | select(.aggregate_name == "median")
   | { name: .run_name, ns: .ns_per_item,
       spread: (.run_name as $n | [$all[] | select(.run_name == $n and .aggregate_name == "cv") | .ns_per_item][0] // 0) }] as $rows
| ($rows | sort_by([(.name | what), (.name | is_baseline), .name])[]) as $row
| [$rows[] | select((.name | is_baseline) and (.name | what) == ($row.name | what))
   | select((.name | variant) as $v | $v == [] or $v == ($row.name | variant))] as $baselines
| ($baselines | min_by(.ns)) as $base
| [ $row.name, $row.ns, $row.spread ]
  + (if ($row.name | is_baseline) or $base == null then ["", ""] else [$base.ns / $row.ns, $base.name] end)
| @tsv
